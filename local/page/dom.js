/** Small helpers for the document; text only ever goes in as text. */

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

const ZONES = { de: 'Europe/Berlin', en: 'America/New_York' };

export const zoneOf = (customer) => ZONES[customer] ?? 'UTC';

export const showTime = (iso, timeZone) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(iso));
