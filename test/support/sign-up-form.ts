/** The sign-up form of one desk, as browsers and programs fill it in. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSubscribe } from '../../functions/subscribe/handler.ts';
import type { Desk } from './sending.ts';

type Asked = {
  method?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: string;
  base64?: boolean;
  ip?: string;
};

const askAt =
  (desk: Desk) =>
  (
    { method = 'POST', headers = {}, query, body, base64 = false, ip = '192.0.2.77' }: Asked = {},
    handler = desk.standIns.requestHandler,
  ): Promise<APIGatewayProxyStructuredResultV2> =>
    createSubscribe(
      desk.env,
      desk.runtime,
      handler,
    )({
      headers,
      queryStringParameters: query,
      body,
      isBase64Encoded: base64,
      requestContext: { http: { method, sourceIp: ip } },
    } as never);

export const signUpForm = (desk: Desk) => {
  const ask = askAt(desk);
  const form = (fields: Record<string, string>, more: Partial<Asked> = {}) =>
    ask({ headers: FORM, body: new URLSearchParams(fields).toString(), ...more });
  const json = (value: unknown, more: Partial<Asked> = {}) =>
    ask({ headers: JSON_TYPE, body: JSON.stringify(value), ...more });
  return { ask, form, json };
};

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const JSON_TYPE = { 'content-type': 'application/json' };
