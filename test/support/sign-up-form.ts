/** The sign-up form of one desk, as browsers and programs fill it in. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DEFAULT_SETTINGS, type Settings } from '../../core/program/settings.ts';
import { createSubscribe } from '../../functions/subscribe/handler.ts';
import { createDesk, type Desk, programWith } from './sending.ts';

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

/** A desk whose shop has published, with its form. */
export const openSignUps = async () => {
  const desk = await createDesk();
  await desk.publish(programWith());
  const shopWith = (settings: Partial<Settings>) => desk.publish(programWith(settings, { seq: 2 }));
  return { desk, shopWith, ...signUpForm(desk) };
};
export type SignUps = Awaited<ReturnType<typeof openSignUps>>;

/** Settings under which the form takes typed numbers. */
export const TAKES_NUMBERS = {
  whatsapp: { transport: 'aws', from: 'phone-number-id' },
  signUp: { ...DEFAULT_SETTINGS.signUp, whatsappForm: true },
} as const satisfies Partial<Settings>;

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const JSON_TYPE = { 'content-type': 'application/json' };
