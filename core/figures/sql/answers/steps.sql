-- What became of the messages of the period, per step, with what they cost.
select
  flow,
  step,
  channel,
  cost_currency,
  count(*) as sent,
  count_if(is_arrived) as delivered,
  count_if(is_opened) as opened,
  count_if(is_clicked) as clicked,
  count_if(is_clicked_by_machine and not is_clicked) as machine_clicks,
  count_if(is_unsubscribed) as unsubscribed,
  count_if(is_complained) as complained,
  cast(coalesce(sum(cost_micros), 0) as bigint) as cost_micros
from period_messages
where flow is not null
group by flow, step, channel, cost_currency
order by flow, step, channel, cost_currency
