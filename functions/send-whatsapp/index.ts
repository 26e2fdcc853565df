/** Lambda entry of send-whatsapp. */
import { sendWhatsappEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createSendWhatsapp } from './handler.ts';

export const handler = createSendWhatsapp(readEnv(sendWhatsappEnv), systemRuntime);
