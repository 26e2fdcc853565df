/** Lambda entry of send-whatsapp. */
import { sendWhatsappEnv } from '../../contract/environment.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { systemRuntime } from '../../runtime/runtime.ts';
import { createSendWhatsapp } from './handler.ts';

export const handler = createSendWhatsapp(readEnv(sendWhatsappEnv), systemRuntime);
