/** The search over messages: while a person types, only the last word counts. */
import { byId, whileWorking } from './dom.js';

const FIND_AFTER_MS = 200;

export const startSearch = (refresh) => {
  let waiting;
  let giveUp = () => {};
  const findSoon = () => {
    clearTimeout(waiting);
    giveUp();
    const pause = new Promise((done) => {
      giveUp = done;
      waiting = setTimeout(() => done('typed'), FIND_AFTER_MS);
    });
    void whileWorking(async () => {
      if ((await pause) === 'typed') await refresh().catch(() => undefined);
    });
  };
  byId('find').addEventListener('submit', (event) => event.preventDefault());
  byId('words').addEventListener('input', findSoon);
  byId('everybody').addEventListener('change', findSoon);
};
