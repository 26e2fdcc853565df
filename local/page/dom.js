/** Small helpers for the document; text only ever goes in as text. */
import { language } from './words.js';

export const byId = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text nodes. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
};

/** The customer's own time zone; set with every answer of the server. */
let zone = 'UTC';
export const setZone = (name) => {
  zone = name;
};

export const showTime = (iso) =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(iso));
