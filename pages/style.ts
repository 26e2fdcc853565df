/** The style sheet of our public pages, on a phone and on a desk, light and dark, in the shop's colour. */
import { themeCss } from './theme.ts';

/**
 * The answer's Content-Security-Policy names the hash of this text, so no other style and no script may run.
 */
export const pageStyle = (colour?: string): string => `
${themeCss(colour)}
${RULES}
`;

const RULES = `* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.page { width: 100%; max-width: 30rem; overflow-wrap: anywhere; }
header { margin: 0 0 16px; padding: 0 4px; font-weight: 600; }
.logo { display: block; max-width: 100%; width: auto; height: 56px; padding: 6px 10px; border-radius: 10px; background: #ffffff; color: #1d2a2f; object-fit: contain; object-position: left; }
main { padding: 32px 28px 36px; background: var(--paper); border-radius: 16px; box-shadow: 0 1px 3px rgb(0 0 0 / 12%); }
footer { margin: 16px 0 0; padding: 0 4px; font-size: 15px; }
footer a { display: inline-block; margin: 0 16px 0 0; padding: 6px 0; color: var(--soft); }
.sign { margin: 0 0 8px; font-size: 32px; line-height: 1; color: var(--accent); }
h1 { margin: 0 0 12px; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; hyphens: auto; }
p { margin: 0 0 12px; color: var(--soft); }
main p:last-child { margin-bottom: 0; }
a { color: var(--accent); }
form { margin: 24px 0 0; }
fieldset { min-width: 0; margin: 0 0 20px; padding: 0; border: 0; }
legend { padding: 0; margin: 0 0 6px; font-weight: 600; }
label { display: block; margin: 0 0 6px; font-weight: 600; }
label.choice { display: flex; gap: 12px; align-items: flex-start; min-height: 44px; padding: 8px 0; margin: 0; font-weight: 400; }
label.choice input { flex: none; width: 22px; height: 22px; margin: 2px 0 0; accent-color: var(--accent); }
.field { margin: 0 0 18px; }
.hint { display: block; margin: 0; color: var(--soft); font-size: 15px; font-weight: 400; }
.below-choice { padding-left: 34px; }
.wrong { margin: 6px 0 0; color: var(--wrong); font-weight: 600; }
.small { font-size: 15px; }
.trap { position: absolute; left: -9999px; }
input[type="email"], input[type="tel"], input[type="text"] { width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); color: var(--ink); font: inherit; }
input[aria-invalid] { border: 2px solid var(--wrong); }
button, a.button { display: block; width: 100%; min-height: 48px; margin: 0 0 10px; padding: 12px 20px; border: 2px solid var(--edge); border-radius: 10px; background: var(--fill); color: var(--on-fill); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button.quiet, a.quiet { border-color: var(--accent); background: transparent; color: var(--accent); }
button:hover, a.button:hover { text-decoration: underline; }
@supports selector(:has(*)) { form:not(:has(#also:checked)) .on-also { display: none; } }
h2 { margin: 28px 0 10px; font-size: 1.15rem; }
dl { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 4px 14px; margin: 0 0 8px; font-size: 15px; }
dt { color: var(--soft); }
dd { margin: 0; }
dd:has(> :is(dl, ol)) { grid-column: 1 / -1; padding: 4px 0 0 12px; }
ol { margin: 0 0 8px; padding: 0; list-style: none; }
ol > li { margin: 0 0 10px; padding: 0 0 0 12px; border-left: 2px solid var(--line); }
summary { color: var(--soft); font-size: 14px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }`;
