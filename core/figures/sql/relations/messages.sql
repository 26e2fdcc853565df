-- One row per message that was sent since shortly before the period: when it arrived and what became of it by now.
with told as (
  select
    message,
    arbitrary(person) as person,
    max(flow) as flow,
    max(step) as step,
    max(channel) as channel,
    max(purpose) as purpose,
    max(variant) as variant,
    min(occurred_at) filter (where kind = 'message' and outcome = 'sent') as sent_at,
    min(local_date) filter (where kind = 'message' and outcome = 'sent') as sent_on,
    max(cost_micros) filter (where kind = 'message') as cost_micros,
    max(cost_currency) filter (where kind = 'message') as cost_currency,
    min(occurred_at) filter (where kind = 'delivered') as delivered_at,
    count_if(kind = 'bounced') > 0 as is_bounced,
    count_if(kind = 'opened' and coalesce(human, true)) > 0 as is_opened,
    count_if(kind = 'clicked' and human) > 0 as is_clicked,
    count_if(kind = 'clicked' and not coalesce(human, false)) > 0 as is_clicked_by_machine,
    count_if(kind = 'unsubscribed') > 0 as is_unsubscribed,
    count_if(kind = 'complained') > 0 as is_complained
  from facts
  where kind in ('message', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained')
    and message is not null
    and date_diff('day', local_date, (select from_date from asked)) <= 95
  group by message
)
select
  message, person, flow, step, channel, purpose, variant, sent_at, sent_on, cost_micros, cost_currency,
  case
    when delivered_at is not null then delivered_at
    when is_bounced then null
    else sent_at
  end as arrived_at,
  is_opened, is_clicked, is_clicked_by_machine, is_unsubscribed, is_complained
from told
where sent_at is not null
  and ((select segment from asked) is null or person in (select person from members))
