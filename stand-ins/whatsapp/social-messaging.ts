/**
 * Stand-in for AWS End User Messaging Social: takes Meta's JSON as bytes and passes it to the stand-in of
 * WhatsApp.
 */
import { arns } from '../names.ts';
import {
  AwsError,
  type Call,
  jsonAnswer,
  jsonOf,
  restJsonError,
  type Service,
  type WireRequest,
} from '../wire.ts';
import { MetaRefusal, type Network } from './network.ts';

const MESSAGE_BYTES = 2_048_000;

export const createSocialMessaging = (network: Network): Service => {
  const understand = (request: WireRequest): Call => {
    if (request.method !== 'POST' || request.path !== '/v1/whatsapp/send')
      throw new AwsError(
        'ResourceNotFoundException',
        `The stand-in knows SendWhatsAppMessage only, not ${request.method} ${request.path}.`,
        404,
      );
    const { originationPhoneNumberId: from = '', message = '', metaApiVersion = '' } = jsonOf(request);
    return {
      operation: 'SendWhatsAppMessage',
      needs: [{ action: 'social-messaging:SendWhatsAppMessage', resource: arns.phoneNumber(String(from)) }],
      run: async () => {
        if (String(from) === '')
          throw new AwsError('ValidationException', 'originationPhoneNumberId is missing.');
        if (!/^v\d+(\.\d+)?$/.test(String(metaApiVersion)))
          throw new AwsError('ValidationException', 'metaApiVersion is not valid.');
        const bytes = Buffer.from(String(message), 'base64');
        if (bytes.length > MESSAGE_BYTES)
          throw new AwsError('ValidationException', `The message is larger than ${MESSAGE_BYTES} bytes.`);
        return jsonAnswer({ messageId: await network.send(String(from), bytes).catch(asAwsError) });
      },
    };
  };
  return {
    name: 'whatsapp',
    understand,
    refuse: restJsonError,
    throttled: () =>
      new AwsError(
        'ThrottledRequestException',
        'The request was denied due to request throttling (injected fault).',
        429,
      ),
    failed: () => new AwsError('InternalServiceException', 'Internal service error (injected fault).', 500),
  };
};

const asAwsError = (error: unknown): never => {
  throw error instanceof MetaRefusal ? new AwsError('InvalidParametersException', error.message) : error;
};
