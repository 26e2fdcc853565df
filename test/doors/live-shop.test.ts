/** What a public page shows of the shop where the table does not answer. */
import { expect, it } from 'vitest';
import { liveShop } from '../../doors/live-shop.ts';

type Deps = Parameters<typeof liveShop>[0];
type Shop = NonNullable<Awaited<ReturnType<typeof liveShop>>>;

const page = (answers: readonly (Shop | undefined | Error)[]) => {
  const told: unknown[][] = [];
  const left = [...answers];
  const deps: Deps = {
    controls: {
      readShop: async () => {
        const next = left.shift();
        if (next instanceof Error) throw next;
        return next;
      },
    },
    log: { error: (...words: unknown[]) => void told.push(words) },
  } as never;
  return { deps, told };
};
const shop = (name: string): Shop => ({ name }) as never;
const away = new Error('the table is away');

it('is the shop as it was read last, and the log tells that it was not read', async () => {
  const { deps, told } = page([shop('Hafen'), away, shop('Deich'), away]);
  expect(await liveShop(deps)).toEqual(shop('Hafen'));
  expect(await liveShop(deps)).toEqual(shop('Hafen'));
  expect(told).toEqual([['page shown without the shop', away]]);
  await liveShop(deps);
  expect(await liveShop(deps)).toEqual(shop('Deich'));
});

it('is nothing where it was never read, and the page is shown all the same', async () => {
  expect(await liveShop(page([away]).deps)).toBeUndefined();
});

it('is nothing that another table said, and nothing where this one knows no shop', async () => {
  await liveShop(page([shop('Hafen')]).deps);
  expect(await liveShop(page([away]).deps)).toBeUndefined();
  const gone = page([shop('Hafen'), undefined]);
  await liveShop(gone.deps);
  expect(await liveShop(gone.deps)).toBeUndefined();
});
