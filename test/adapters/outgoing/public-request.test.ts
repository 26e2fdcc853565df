/** Requests that leave go to public addresses by HTTPS, follow nobody, and end. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createPublicRequest } from '../../../adapters/outgoing/public-request.ts';
import { LIMITS } from '../../../core/limits.ts';
import { type ShopApi, startShopApi } from '../../support/shop-api.ts';

let api: ShopApi;
beforeEach(async () => {
  api = await startShopApi(() => ({ json: { hello: true } }));
  return () => api.close();
});

const inTheCloud = createPublicRequest({ functionName: 'send-email', toLoopback: false });
const onOneMachine = createPublicRequest({ functionName: 'send-email', toLoopback: true });
const get = (url: string) => ({ method: 'GET', url, headers: {} }) as const;

describe('a request', () => {
  it.each([
    'https://localhost/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
  ])('to %s reaches nobody', async (url) => {
    await expect(inTheCloud(get(url))).rejects.toMatchObject({ name: 'NotPublic' });
  });

  it.each(['http://shop.example/', 'ftp://shop.example/', 'https://user:word@shop.example/'])(
    'to %s is not made',
    async (url) => {
      await expect(inTheCloud(get(url))).rejects.toMatchObject({ name: 'NotPublic' });
    },
  );

  it('reaches the stand-in of this machine only where it is told to, and then nothing else', async () => {
    await expect(inTheCloud(get(api.url))).rejects.toMatchObject({ name: 'NotPublic' });
    await expect(onOneMachine(get('https://shop.example/'))).rejects.toMatchObject({ name: 'NotPublic' });
    await expect(onOneMachine(get('http://localhost/'))).rejects.toMatchObject({ name: 'NotPublic' });
    expect(await onOneMachine(get(api.url))).toEqual({ status: 200, body: '{"hello":true}' });
    expect(api.asked[0]?.headers['user-agent']).toBe('stammkunde app/send-email');
  });

  it('follows no redirect, and hears how long to wait', async () => {
    api.answers(() => ({ status: 302, headers: { location: `${api.url}/other`, 'retry-after': '90' } }));
    expect(await onOneMachine(get(api.url))).toMatchObject({ status: 302, retryAfterSeconds: 90 });
    expect(api.asked).toHaveLength(1);
    api.answers(() => ({ headers: { 'retry-after': 'Fri, 20 Nov 2026 18:00:00 GMT' } }));
    expect(await onOneMachine(get(api.url))).not.toHaveProperty('retryAfterSeconds');
  });

  it('reads no more of an answer than anybody needs', async () => {
    api.answers(() => ({ text: 'x'.repeat(20 * LIMITS.outgoingAnswerBytes) }));
    const { body } = await onOneMachine(get(api.url));
    expect(body.length).toBeGreaterThan(LIMITS.outgoingAnswerBytes);
    expect(body.length).toBeLessThan(2 * LIMITS.outgoingAnswerBytes);
  });

  it('ends when it is told to, and says that no answer came', async () => {
    const signal = AbortSignal.abort();
    await expect(onOneMachine({ ...get(api.url), signal })).rejects.toThrow();
    api.answers(() => 'hang-up');
    await expect(onOneMachine(get(api.url))).rejects.toThrow();
  });
});
