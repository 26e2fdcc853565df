/** Lambda entry of send-whatsapp. */
import { sendWhatsappEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createSendWhatsapp } from './handler.ts';

export const handler = entry(sendWhatsappEnv, createSendWhatsapp);
