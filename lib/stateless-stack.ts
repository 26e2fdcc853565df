/**
 * The stack with everything that runs. It holds nothing that could not be deployed anew, and only composes
 * constructs, of which each knows its own function.
 */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Advance } from './advance.ts';
import { CallWebhook } from './call-webhook.ts';
import { Confirm } from './confirm.ts';
import type { ConstructProps } from './construct-props.ts';
import { FetchDetails } from './fetch-details.ts';
import { PublicApi } from './http-api.ts';
import { ImportCatalogue } from './import-catalogue.ts';
import { ImportHistory } from './import-history.ts';
import { Preferences } from './preferences.ts';
import { Privacy } from './privacy.ts';
import { PublishProgram } from './publish-program.ts';
import { ReceiveBrowse } from './receive-browse.ts';
import { ReceiveFeedback } from './receive-feedback.ts';
import { ReceiveWebhook } from './receive-webhook.ts';
import { Reconcile } from './reconcile.ts';
import { Redrive } from './redrive.ts';
import { ReplayQuarantine } from './replay-quarantine.ts';
import { SeedContent } from './seed-content.ts';
import { SendEmail } from './send-email.ts';
import { SendWhatsapp } from './send-whatsapp.ts';
import { Subscribe } from './subscribe.ts';
import { Sweep } from './sweep.ts';
import { Unsubscribe } from './unsubscribe.ts';

export class StatelessStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & ConstructProps) {
    super(scope, id, props);
    const { deployment, state } = props;
    const shared = { deployment, state };
    const receiveWebhook = new ReceiveWebhook(this, 'ReceiveWebhook', shared);
    const receiveBrowse = new ReceiveBrowse(this, 'ReceiveBrowse', shared);
    const unsubscribe = new Unsubscribe(this, 'Unsubscribe', shared);
    const preferences = new Preferences(this, 'Preferences', shared);
    const privacy = new Privacy(this, 'Privacy', shared);
    const subscribe = new Subscribe(this, 'Subscribe', shared);
    const confirm = new Confirm(this, 'Confirm', shared);
    const api = new PublicApi(this, 'PublicApi', {
      deployment,
      functions: {
        'receive-webhook': receiveWebhook.function,
        'receive-browse': receiveBrowse.function,
        unsubscribe: unsubscribe.function,
        preferences: preferences.function,
        privacy: privacy.function,
        subscribe: subscribe.function,
        confirm: confirm.function,
      },
    });
    new Advance(this, 'Advance', shared);
    new SendEmail(this, 'SendEmail', { ...shared, publicUrl: api.url });
    new SendWhatsapp(this, 'SendWhatsapp', { ...shared, publicUrl: api.url });
    new CallWebhook(this, 'CallWebhook', shared);
    new ReceiveFeedback(this, 'ReceiveFeedback', shared);
    new Sweep(this, 'Sweep', shared);
    new Reconcile(this, 'Reconcile', shared);
    if (state.notices) new FetchDetails(this, 'FetchDetails', { ...shared, notices: state.notices.queue });
    new Redrive(this, 'Redrive', shared);
    new ReplayQuarantine(this, 'ReplayQuarantine', shared);
    new ImportCatalogue(this, 'ImportCatalogue', shared);
    new ImportHistory(this, 'ImportHistory', shared);
    const publishProgram = new PublishProgram(this, 'PublishProgram', shared);
    const seedContent = new SeedContent(this, 'SeedContent', { ...shared, publish: publishProgram.function });
    seedContent.node.addDependency(publishProgram);
    new CfnOutput(this, 'PublicUrl', {
      value: api.url,
      description: 'Webhooks go to <this>/webhooks/<platform>',
    });
  }
}
