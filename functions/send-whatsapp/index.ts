/** Lambda entry of send-whatsapp. */
import { sendWhatsappEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createSendWhatsapp } from './handler.ts';

export const handler = createSendWhatsapp(readEnv(sendWhatsappEnv), systemRuntime);
