/** What the tracker knows of the page it runs in: its settings, its address and its picture. */

export type Words = Readonly<Record<string, unknown>>;

declare global {
  interface Window {
    [name: string]: unknown;
  }
}

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;

/** A `data-…` attribute of the script's own tag. */
export const setting = (name: string): string | undefined => script?.dataset[name];

const source = new URL(script?.src || location.href);

/** Where everything goes: beside the script, with the write key of its tag or its address. */
export const endpoint = `${source.origin}${source.pathname.replace(/[^/]*$/, '')}events?key=${encodeURIComponent(
  setting('key') ?? source.searchParams.get('key') ?? '',
)}`;

const attribute = (selector: string, name: string): string | undefined =>
  document.querySelector(selector)?.getAttribute(name) || undefined;

/** The page's own address for others; without what stands behind the question mark. */
export const pageUrl = (): string =>
  attribute('link[rel=canonical]', 'href') ?? location.origin + location.pathname;

export const pagePicture = (): string | undefined => attribute('meta[property="og:image"]', 'content');

/** The visitor's browser says no, and no banner outweighs that. */
export const saysNo = (): boolean =>
  [navigator.doNotTrack, window['doNotTrack']].includes('1') ||
  ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true);

/** The shop's page must work whatever becomes of the tracker. */
export const harmless =
  <Arguments extends readonly unknown[]>(act: (...given: Arguments) => void) =>
  (...given: Arguments): void => {
    try {
      act(...given);
    } catch {
      // Nothing was told.
    }
  };

export const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null;
