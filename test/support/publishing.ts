/**
 * Publishing through the front door of its function: a small folder in a bucket, and what a publish reports.
 */
import type { Report } from '../../core/publish/report.ts';
import { createPublishProgram } from '../../functions/publish-program/handler.ts';
import type { PublishEvent } from '../../functions/publish-program/own-echo.ts';
import { type ConfigCloud, freshCloud } from './config-cloud.ts';
import { flowText, settingsText } from './content.ts';

export const PUBLISHED_AT = Date.parse('2026-11-20T18:00:00Z');
export const MJML =
  '<mjml><mj-head><mj-title>Hallo</mj-title><mj-preview>Da</mj-preview></mj-head><mj-body><mj-section><mj-column><mj-text>Hallo <a href="{{ links.unsubscribe }}">ab</a> {{ shop.address }}</mj-text></mj-column></mj-section></mj-body></mjml>';
const FOLDER = {
  'settings.json': settingsText({ sending: 'live' }),
  'flows/sample.json': flowText(),
  'templates/help.de.mjml': MJML,
  'templates/help.en.mjml': MJML,
};

export const folderInBucket = (): ConfigCloud => freshCloud(FOLDER);

/** A function that has just started and remembers nothing. */
export const publishFunction = () =>
  createPublishProgram(
    {
      AWS_LAMBDA_FUNCTION_NAME: 'publish-program',
      TABLE_NAME: 'table',
      CONFIG_BUCKET: 'config',
      INPUT_QUEUE_URL: 'inputs',
    },
    { now: () => PUBLISHED_AT, newToken: () => 'token' },
  );

export const published = async (event: PublishEvent = {}): Promise<Report> => {
  const report = await publishFunction()(event);
  if (!report) throw new Error('nothing was published');
  return report;
};
