/** Small helpers for the document; text is only ever inserted as text. */
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

let working = 0;
/** Marks the document while the server is asked, for styles and for tests that wait for the end. */
export const whileWorking = async (task) => {
  working += 1;
  document.documentElement.dataset.working = 'true';
  try {
    return await task();
  } finally {
    working -= 1;
    if (working === 0) delete document.documentElement.dataset.working;
  }
};

/** The customer's own time zone, set with every answer of the server. */
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
