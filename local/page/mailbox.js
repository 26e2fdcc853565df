/** The mailbox: the list of messages, and one mail or WhatsApp message as the customer sees it. */
import { byId, make, showTime, zoneOf } from './dom.js';

let mails = [];
let openId;
let zone = zoneOf('de');

export const showMails = (messages, customer) => {
  const before = mails.length;
  mails = messages;
  zone = zoneOf(customer);
  if (mails.length > before || !mails.some(({ messageId }) => messageId === openId))
    openId = mails.at(-1)?.messageId;
  render();
};

export const startMailbox = () => {
  for (const name of ['width', 'scheme', 'part']) byId(name).addEventListener('change', renderReader);
  if (window.matchMedia('(max-width: 860px)').matches)
    document.querySelector('input[name="width"][value="phone"]').checked = true;
};

const render = () => {
  byId('count').textContent = mails.length === 1 ? '1 message' : `${mails.length} messages`;
  byId('no-mail').hidden = mails.length > 0;
  byId('mails').replaceChildren(...mails.toReversed().map(listItem));
  renderReader();
};

const listItem = (mail) => {
  const current = mail.messageId === openId;
  const button = make(
    'button',
    { type: 'button', 'aria-current': current ? 'true' : undefined },
    make('strong', {}, mail.subject || mail.text.slice(0, 60)),
    make('span', {}, `${mail.to} · ${showTime(mail.sentAt, zone)}`),
  );
  button.addEventListener('click', () => {
    openId = mail.messageId;
    render();
  });
  return make('li', {}, button);
};

const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`).value;

const renderReader = () => {
  const mail = mails.find(({ messageId }) => messageId === openId);
  byId('reader').hidden = !mail;
  if (!mail) return;
  const part = mail.html ? chosen('part') : chosen('part') === 'headers' ? 'headers' : 'text';
  byId('subject').textContent = mail.subject || 'WhatsApp message';
  byId('letter-lines').textContent = `From ${mail.from} to ${mail.to} · flow ${mail.flow}, step ${mail.step}`;
  byId('stage').className = `stage ${chosen('width')} ${chosen('scheme')}`;
  showPart(mail, isChat(mail, part) ? 'chat' : part);
};

const showPart = (mail, part) => {
  byId('frame').hidden = part !== 'html';
  byId('plain').hidden = part === 'html' || part === 'chat';
  byId('chat').hidden = part !== 'chat';
  if (part === 'chat') showChat(mail);
  else if (part === 'html') showHtml(mail);
  else byId('plain').textContent = part === 'text' ? (mail.text ?? mail.body) : headerLines(mail);
};

/** A WhatsApp message appears as a phone shows it; its headers are Meta's JSON. */
const isChat = (mail, part) => mail.channel === 'whatsapp' && part !== 'headers';

const showChat = (mail) => {
  const buttons = (mail.buttons ?? []).map((title) => make('span', { class: 'reply' }, title));
  byId('chat').replaceChildren(
    make(
      'p',
      { class: 'bubble' },
      mail.text,
      make('time', { datetime: mail.sentAt }, showTime(mail.sentAt, zone)),
    ),
    ...buttons,
  );
};

/** Setting the same document again would make it flicker and lose its place. */
const showHtml = (mail) => {
  const document = inScheme(mail.html, chosen('scheme'));
  if (byId('frame').srcdoc !== document) byId('frame').srcdoc = document;
};

/**
 * The reader's choice stands in for the system's: the mail's own dark styles are switched on or off. Links
 * open in a new tab.
 */
const inScheme = (html, scheme) => {
  const query = scheme === 'dark' ? 'all' : 'not all';
  const styled = html
    .replaceAll(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, query)
    .replaceAll(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, scheme === 'dark' ? 'not all' : 'all');
  return styled.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
};

const headerLines = (mail) =>
  [
    ['From', mail.from],
    ['To', mail.to],
    ['Subject', mail.subject],
    ['Date', mail.sentAt],
    ...Object.entries(mail.headers ?? {}),
    ['Message-ID (ours)', mail.messageId],
    ['Message-ID (provider)', mail.providerId],
    ...Object.entries(mail.tags ?? {}).map(([name, value]) => [`Tag ${name}`, value]),
    ...(mail.channel === 'whatsapp' ? [['JSON', mail.body]] : []),
  ]
    .map(([name, value]) => `${name}: ${value ?? ''}`)
    .join('\n');
