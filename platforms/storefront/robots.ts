/** Recognises programs that look at pages for search engines and the like: nobody is there to be reminded. */

/**
 * What they call themselves. A browser without a window and a program that only sends are not among them,
 * because nothing shows that nobody looks.
 */
const ROBOT =
  /bot\b|bot[/;]|crawl|spider|slurp|mediapartners|facebookexternalhit|bingpreview|lighthouse|pingdom|uptime|ahrefs|semrush|scrapy/i;

export const isRobot = (userAgent: string): boolean => ROBOT.test(userAgent.slice(0, USER_AGENT_CHARS));
const USER_AGENT_CHARS = 500;
