/** What our public pages look like, on a phone and on a desk, light and dark. */

/** An answer's Content-Security-Policy names the hash of this text: no other style and no script may run. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2a2f; --soft: #4a5a60; --paper: #ffffff; --ground: #f1f4f3; --line: #7c8a87; --accent: #14594c; --on-accent: #ffffff; --wrong: #a3211b; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef3f1; --soft: #b6c4c0; --paper: #1b2422; --ground: #101615; --line: #82918d; --accent: #8fd8c4; --on-accent: #0c1f1a; --wrong: #ffb0a6; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 32px 28px 36px; background: var(--paper); border-radius: 16px; box-shadow: 0 1px 3px rgb(0 0 0 / 12%); overflow-wrap: anywhere; }
.sign { margin: 0 0 8px; font-size: 32px; line-height: 1; color: var(--accent); }
h1 { margin: 0 0 12px; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 12px; color: var(--soft); }
a { color: var(--accent); }
form { margin: 24px 0 0; }
fieldset { min-width: 0; margin: 0 0 20px; padding: 0; border: 0; }
legend { padding: 0; margin: 0 0 6px; font-weight: 600; }
label { display: block; margin: 0 0 6px; font-weight: 600; }
label.choice { display: flex; gap: 12px; align-items: flex-start; min-height: 44px; padding: 8px 0; margin: 0; font-weight: 400; }
label.choice input { flex: none; width: 22px; height: 22px; margin: 2px 0 0; accent-color: var(--accent); }
.field { margin: 0 0 18px; }
.hint { display: block; color: var(--soft); font-size: 15px; font-weight: 400; }
.wrong { color: var(--wrong); font-weight: 600; }
.small { font-size: 15px; }
.trap { position: absolute; left: -9999px; }
input[type="email"], input[type="tel"], input[type="text"], select { width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); color: var(--ink); font: inherit; }
input[aria-invalid] { border: 2px solid var(--wrong); }
button { width: 100%; min-height: 48px; margin: 0 0 10px; padding: 12px 20px; border: 2px solid var(--accent); border-radius: 10px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
button.quiet { background: transparent; color: var(--accent); }
h2 { margin: 28px 0 10px; font-size: 1.15rem; }
dl { display: grid; grid-template-columns: minmax(6rem, 2fr) 3fr; gap: 4px 14px; margin: 0 0 8px; font-size: 15px; }
dt { color: var(--soft); }
dd { margin: 0; }
dd dl, dd ol { grid-column: 1 / -1; }
ol { margin: 0 0 8px; padding: 0; list-style: none; }
ol > li { margin: 0 0 10px; padding: 0 0 0 12px; border-left: 2px solid var(--line); }
summary { color: var(--soft); font-size: 14px; cursor: pointer; }
button:hover { filter: brightness(1.08); }
button:focus-visible, input:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
`;
