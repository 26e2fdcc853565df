/**
 * The pages with one button behind a signed link of a mail: the second step of the double opt-in, and the
 * answer to a question. Only the button does anything. mail → [this] → input queue → advance
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ConfirmEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { liveShop } from '../../doors/live-shop.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { answer, answerToQuestion } from './answer.ts';
import { confirm } from './confirm.ts';
import { createDeps } from './deps.ts';
import { takeAnswer } from './take-answer.ts';

export const createConfirm = (env: ConfirmEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    {
      log: deps.log,
      failed: 'confirmation or answer not taken',
      again: async (event) => {
        const view = { state: 'again', shop: await liveShop(deps) } as const;
        return isQuestion(event) ? answerToQuestion(event, view) : answer(event, view);
      },
    },
    async (event) =>
      isQuestion(event)
        ? answerToQuestion(event, await takeAnswer(deps, event))
        : answer(event, await confirm(deps, event)),
  );
};

const isQuestion = ({ routeKey }: APIGatewayProxyEventV2): boolean => routeKey.endsWith(' /answer/{token}');
