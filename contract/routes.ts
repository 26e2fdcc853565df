/** Public routes of the HTTP API, and which function answers each. */

export const ROUTES = [
  { method: 'POST', path: '/webhooks/{platform}', function: 'receive-webhook' },
  { method: 'GET', path: '/webhooks/{platform}', function: 'receive-webhook' },
  { method: 'OPTIONS', path: '/webhooks/{platform}', function: 'receive-webhook' },
  { method: 'GET', path: '/unsubscribe/{token}', function: 'unsubscribe' },
  { method: 'HEAD', path: '/unsubscribe/{token}', function: 'unsubscribe' },
  { method: 'POST', path: '/unsubscribe/{token}', function: 'unsubscribe' },
  { method: 'GET', path: '/preferences/{token}', function: 'preferences' },
  { method: 'HEAD', path: '/preferences/{token}', function: 'preferences' },
  { method: 'POST', path: '/preferences/{token}', function: 'preferences' },
  { method: 'POST', path: '/privacy/{command}', function: 'privacy' },
  { method: 'GET', path: '/subscribe', function: 'subscribe' },
  { method: 'HEAD', path: '/subscribe', function: 'subscribe' },
  { method: 'POST', path: '/subscribe', function: 'subscribe' },
  { method: 'OPTIONS', path: '/subscribe', function: 'subscribe' },
  { method: 'GET', path: '/confirm/{token}', function: 'confirm' },
  { method: 'HEAD', path: '/confirm/{token}', function: 'confirm' },
  { method: 'POST', path: '/confirm/{token}', function: 'confirm' },
] as const;

/**
 * CloudWatch namespace and the metric names that alarms watch. The only dimension is the function's name in
 * AWS (Powertools sets it from the environment), so that two deployments in one account stay apart.
 */
export const METRICS = {
  namespace: 'Stammkunde',
  dimension: 'service',
  quarantined: 'QuarantinedPayloads',
  overdue: 'OverdueProfiles',
  oldestOverdueSeconds: 'OldestOverdueSeconds',
  feedbackIgnored: 'FeedbackIgnored',
  dataRequests: 'DataRequests',
  unreadFields: 'UnreadFields',
} as const;
