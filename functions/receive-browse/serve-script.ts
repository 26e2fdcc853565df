/** Serves the tracker, the script that the shop's pages load. It is the same for everybody and may be cached. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { idOf } from '../../core/identity/identity.ts';
import type { Answer } from '../../doors/json-answer.ts';
import { TRACKER } from './tracker-script.ts';

const ETAG = `"${idOf(TRACKER)}"`;
/** An hour, and a day more while a browser asks in the background: a mended script is everywhere by tomorrow. */
const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
  etag: ETAG,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

export const serveScript = ({ headers }: APIGatewayProxyEventV2): Answer => {
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(ETAG) || known.includes('*')
    ? { statusCode: 304, headers: HEADERS }
    : { statusCode: 200, headers: HEADERS, body: TRACKER };
};
