/** The public routes of the HTTP API, and the function that answers each. */

type Method = 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
/** Groups of callers with a rate limit of their own; lib/http-api.ts knows the numbers. */
export type Callers = 'platforms' | 'browsers' | 'people' | 'sign-ups' | 'operators';
type Address = Readonly<{ path: string; methods: readonly Method[]; function: string; callers: Callers }>;

/** Every address of the HTTP API. A new address is one line here and a function of that name. */
const ADDRESSES = [
  {
    path: '/webhooks/{platform}',
    methods: ['POST', 'GET', 'OPTIONS'],
    function: 'receive-webhook',
    callers: 'platforms',
  },
  // What the shop's pages tell of their visitors, and the script that tells it.
  { path: '/events', methods: ['POST', 'OPTIONS'], function: 'receive-browse', callers: 'browsers' },
  { path: '/tracker.js', methods: ['GET', 'HEAD'], function: 'receive-browse', callers: 'browsers' },
  {
    path: '/unsubscribe/{token}',
    methods: ['GET', 'HEAD', 'POST'],
    function: 'unsubscribe',
    callers: 'people',
  },
  {
    path: '/preferences/{token}',
    methods: ['GET', 'HEAD', 'POST'],
    function: 'preferences',
    callers: 'people',
  },
  { path: '/privacy/{command}', methods: ['POST'], function: 'privacy', callers: 'operators' },
  {
    path: '/subscribe',
    methods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
    function: 'subscribe',
    callers: 'sign-ups',
  },
  // Pages with one button behind a signed link share a function.
  { path: '/answer/{token}', methods: ['GET', 'HEAD', 'POST'], function: 'confirm', callers: 'people' },
  { path: '/confirm/{token}', methods: ['GET', 'HEAD', 'POST'], function: 'confirm', callers: 'people' },
] as const satisfies readonly Address[];

/** The folder under functions/ of a function that answers requests from outside. */
export type PublicFunction = (typeof ADDRESSES)[number]['function'];
export type Route = Readonly<{ method: Method; path: string; function: PublicFunction; callers: Callers }>;

export const ROUTES: readonly Route[] = ADDRESSES.flatMap(({ methods, ...address }) =>
  methods.map((method) => ({ method, ...address })),
);

/**
 * CloudWatch namespace and the metric names that alarms watch. The only dimension is the function's name in
 * AWS (Powertools sets it from the environment), so that two deployments in one account stay separate.
 */
export const METRICS = {
  namespace: 'Stammkunde',
  dimension: 'service',
  quarantined: 'QuarantinedPayloads',
  overdue: 'OverdueProfiles',
  oldestOverdueSeconds: 'OldestOverdueSeconds',
  feedbackIgnored: 'FeedbackIgnored',
  dataRequests: 'DataRequests',
  shopErasures: 'ShopErasures',
  unreadFields: 'UnreadFields',
  shopWarnings: 'ShopWarnings',
  signUpCeiling: 'SignUpCeilingReached',
  couponPoolEmpty: 'CouponPoolEmpty',
  couponNotMade: 'CouponNotMade',
  contentInvalid: 'ContentInvalid',
  callRefused: 'CallRefused',
  reconciliationLagSeconds: 'ReconciliationLagSeconds',
  ordersMissed: 'OrdersMissed',
  detailsRefused: 'DetailsRefused',
} as const;
