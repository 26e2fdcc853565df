-- One row per message that was sent since shortly before the period: when it arrived and what became of it by now.
with sent as (
  select
    message,
    person,
    flow,
    step,
    channel,
    purpose,
    cost_currency,
    min(occurred_at) as sent_at,
    min(local_date) as sent_on,
    max(cost_micros) as cost_micros
  from facts
  where kind = 'message'
    and outcome = 'sent'
    and date_diff('day', local_date, (select from_date from asked)) <= 95
    and ((select segment from asked) is null or person in (select person from members))
  group by message, person, flow, step, channel, purpose, cost_currency
),
heard as (
  select
    message,
    min(case when kind = 'delivered' then occurred_at end) as delivered_at,
    max(if(kind = 'bounced', 1, 0)) as bounces,
    max(if(kind = 'opened' and coalesce(human, true), 1, 0)) as opens,
    max(if(kind = 'clicked' and coalesce(human, false), 1, 0)) as clicks,
    max(if(kind = 'clicked' and not coalesce(human, false), 1, 0)) as machine_clicks,
    max(if(kind = 'unsubscribed', 1, 0)) as unsubscribes,
    max(if(kind = 'complained', 1, 0)) as complaints
  from facts
  where kind in ('delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained')
    and message is not null
    and date_diff('day', local_date, (select from_date from asked)) <= 95
  group by message
)
select
  s.message,
  s.person,
  s.flow,
  s.step,
  s.channel,
  s.purpose,
  s.sent_at,
  s.sent_on,
  s.cost_micros,
  s.cost_currency,
  case
    when h.delivered_at is not null then h.delivered_at
    when h.bounces = 1 then null
    else s.sent_at
  end as arrived_at,
  coalesce(h.opens, 0) = 1 as is_opened,
  coalesce(h.clicks, 0) = 1 as is_clicked,
  coalesce(h.machine_clicks, 0) = 1 as is_clicked_by_machine,
  coalesce(h.unsubscribes, 0) = 1 as is_unsubscribed,
  coalesce(h.complaints, 0) = 1 as is_complained
from sent s
left join heard h on h.message = s.message
