/** The control surface as functions; a refusal becomes an error with the server's own words. */

const call = async (path, options) => {
  const response = await fetch(`/local/${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok)
    throw Object.assign(
      new Error(answer.error ?? answer.message ?? `The server answered ${response.status}.`),
      {
        status: response.status,
      },
    );
  return answer;
};

const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const readHealth = () => call('health');
export const readClock = () => call('clock');
export const readMessages = () => call('messages');
export const readReport = () => call('report');
export const moveClock = (move) => post('clock', move);
export const sendSample = (name, customer) => post(`samples/${name}`, { customer });

/** undefined where nobody has this identity. */
export const readProfile = (identity) =>
  call(`profiles/${encodeURIComponent(identity)}`).catch((error) => {
    if (error.status === 404) return undefined;
    throw error;
  });
