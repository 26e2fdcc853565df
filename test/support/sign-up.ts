/** Signs people up through the public routes of a running system, as their browsers would. */
import type { TestSystem } from './local-system.ts';

export type Form = Readonly<Record<string, string>>;

export const postForm = (
  system: Pick<TestSystem, 'url'>,
  form: Form,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${system.url}/subscribe`, { method: 'POST', headers, body: new URLSearchParams(form) });

/** The newest link to confirm in the mailbox of this address. */
export const confirmLink = async (system: TestSystem, email: string): Promise<string> => {
  const link = /href="([^"]*\/confirm\/[^"]*)"/.exec((await system.mails(email)).at(-1)?.html ?? '')?.[1];
  if (!link) throw new Error(`no link to confirm in the mails to ${email}`);
  return link.replaceAll('&amp;', '&');
};

export const press = (link: string): Promise<Response> => fetch(link, { method: 'POST' });

/** Signs up and confirms. */
export const joins = async (system: TestSystem, email: string): Promise<void> => {
  await postForm(system, { email });
  await system.advance('1m');
  await press(await confirmLink(system, email));
};
