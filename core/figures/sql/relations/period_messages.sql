-- The messages that were sent in the period.
select
  message, person, flow, step, channel, purpose, sent_on, cost_micros, cost_currency,
  arrived_at is not null as is_arrived,
  is_opened, is_clicked, is_clicked_by_machine, is_unsubscribed, is_complained
from messages
where sent_on between (select from_date from asked) and (select to_date from asked)
