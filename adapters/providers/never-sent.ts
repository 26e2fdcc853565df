/** Recognises errors after which it is certain that a request never reached anybody. */

/** Errors where no connection was made, so nothing was sent. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const NO_CREDENTIALS = ['CredentialsProviderError', 'TokenProviderError'];

type Fault = Readonly<{ name?: string; code?: string; cause?: unknown }>;

/** True where the request was certainly not sent. `fetch` hides the socket's own error in `cause`. */
export const neverSent = (error: unknown): boolean => {
  const { name = '', code = '', cause } = (error ?? {}) as Fault;
  return (
    NO_CREDENTIALS.includes(name) ||
    NEVER_CONNECTED.includes(code) ||
    (cause !== undefined && neverSent(cause))
  );
};
