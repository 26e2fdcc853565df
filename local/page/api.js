/** The calls of the control surface as functions; a refusal becomes an error with the server's own words. */
import { language } from './words.js';

const call = async (path, options) => {
  const response = await fetch(`/local/${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Error(answer.error ?? answer.message ?? `The server answered ${response.status}.`);
  return answer;
};

const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const readHealth = () => call('health');
export const readClock = () => call('clock');
/** Everything that the page shows about one customer. */
export const readOverview = ({ customer, find, everybody }) =>
  call(`overview?${new URLSearchParams({ customer, lang: language, find, all: everybody ? '1' : '0' })}`);
export const readMessage = (id) => call(`messages/${encodeURIComponent(id)}`);
export const addressOfEml = (id) => `/local/messages/${encodeURIComponent(id)}.eml`;
export const moveClock = (move) => post('clock', move);
export const sendSample = (name, customer) => post(`samples/${name}`, { customer, lang: language });
export const reply = (id, said) => post(`messages/${encodeURIComponent(id)}/reply`, said);
