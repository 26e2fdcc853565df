/** Shows one message as the customer sees it, as text, with its headers, as source, and as a file. */
import { addressOfEml, readMessage } from './api.js';
import { showChat, startChat } from './chat.js';
import { byId, whileWorking } from './dom.js';
import { say } from './words.js';

let mail;
let row;
let replies = [];

export const startReader = (answer) => {
  for (const name of ['width', 'scheme', 'part']) byId(name).addEventListener('change', render);
  startChat((said) => answer(mail.messageId, said));
  if (window.matchMedia('(max-width: 860px)').matches)
    document.querySelector('input[name="width"][value="phone"]').checked = true;
  if (window.matchMedia('(prefers-color-scheme: dark)').matches)
    document.querySelector('input[name="scheme"][value="dark"]').checked = true;
};

/** A message never changes, so it is read once. */
export const openMessage = async (next, said) => {
  row = next;
  replies = said;
  if (mail?.messageId !== next.id) {
    const read = await whileWorking(() => readMessage(next.id));
    if (row.id !== next.id) return;
    mail = read;
  }
  render();
};

export const closeMessage = () => {
  mail = undefined;
  byId('reader').hidden = true;
};

const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`).value;

const render = () => {
  byId('reader').hidden = !mail;
  if (!mail) return;
  const written = mail.channel === 'email';
  byId('subject').textContent = written ? mail.subject : say('whatsapp');
  byId('letter-lines').textContent = say(written ? 'from' : 'fromWhatsapp', {
    ...mail,
    flow: row.flow,
  });
  byId('stage').className = `stage ${chosen('width')} ${chosen('scheme')}`;
  for (const id of ['eml', 'width', 'scheme']) byId(id).hidden = !written;
  byId('eml').href = addressOfEml(mail.messageId);
  showPart(written || chosen('part') !== 'html' ? chosen('part') : 'chat');
};

const showPart = (part) => {
  byId('frame').hidden = part !== 'html';
  byId('chat').hidden = part !== 'chat';
  byId('plain').hidden = part === 'html' || part === 'chat';
  if (part === 'chat') showChat(mail, replies);
  else if (part === 'html') showHtml();
  else byId('plain').textContent = PLAIN[part](mail);
};

const PLAIN = {
  text: ({ text }) => text,
  source: ({ html, body }) => html || asJson(body),
  headers: (message) =>
    [
      ['From', message.from],
      ['To', message.to],
      ['Subject', message.subject],
      ['Date', message.sentAt],
      ...Object.entries(message.headers),
      ['Message-ID (ours)', message.messageId],
      ['Message-ID (provider)', message.providerId],
      ...Object.entries(message.tags).map(([name, value]) => [`Tag ${name}`, value]),
    ]
      .map(([name, value]) => `${name}: ${value ?? ''}`)
      .join('\n'),
};

/** Meta's JSON in readable form. */
const asJson = (body) => JSON.stringify(JSON.parse(body), undefined, 2);

/** Sets the document only when it changes; otherwise it would flicker and lose its place. */
const showHtml = () => {
  const document = inScheme(mail.html, chosen('scheme'));
  if (byId('frame').srcdoc !== document) byId('frame').srcdoc = document;
};

/**
 * The mail in the chosen colour scheme, which replaces the system's: the mail's own dark styles are switched
 * on or off. Links open in a new tab.
 */
const inScheme = (html, scheme) => {
  const query = scheme === 'dark' ? 'all' : 'not all';
  const styled = html
    .replaceAll(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, query)
    .replaceAll(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, scheme === 'dark' ? 'not all' : 'all');
  return styled.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
};
