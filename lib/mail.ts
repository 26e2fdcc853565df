/**
 * The SES resources: the domain's identity, the configuration set, and the topic on which providers report
 * the outcome of each message.
 */
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

/**
 * Opens and clicks are left out: measuring them means tracking links and pixels, which need the recipient's
 * consent.
 */
const EVENTS = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.SUBSCRIPTION,
];

export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly feedback: Topic;

  constructor(scope: Construct, id: string, props: Readonly<{ deployment: Deployment }>) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // The account's own list is a second safeguard; our gate stops such messages before.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.feedback = this.feedbackTopic();
    this.configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.snsTopic(this.feedback),
      events: EVENTS,
    });
    this.identity(props.deployment.mailDomain);
  }

  /**
   * The topic for feedback. Feedback names recipients, so it is encrypted with a key of our own: neither SES
   * nor AWS End User Messaging can use the free key of SNS. Both report on the same topic, because the form
   * of a notification tells them apart and a second key would cost a dollar a month.
   */
  private feedbackTopic(): Topic {
    const ses = new ServicePrincipal('ses.amazonaws.com');
    const whatsapp = new ServicePrincipal('social-messaging.amazonaws.com');
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const key = new Key(this, 'FeedbackKey', {
      description: 'Feedback from SES and WhatsApp, which names recipients',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses, whatsapp],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions,
      }),
    );
    const topic = new Topic(this, 'Feedback', { masterKey: key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [whatsapp],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions,
      }),
    );
    new CfnOutput(this, 'WhatsappEvents', {
      value: topic.topicArn,
      description: 'Event destination of the WhatsApp business account in AWS End User Messaging Social',
    });
    return topic;
  }

  private identity(domain: string): void {
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet: this.configurationSet,
    });
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN);
    identity.dkimRecords.forEach((record, index) => {
      new CfnOutput(this, `Dkim${index + 1}`, {
        description: 'CNAME record for the DNS of the mail domain',
        value: `${record.name} CNAME ${record.value}`,
      });
    });
  }
}
