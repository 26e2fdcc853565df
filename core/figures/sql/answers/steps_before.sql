-- Goodbyes and complaints per step in as many days before the period, 90 at most, to see whether they rise.
select
  flow,
  step,
  count(*) as delivered,
  count_if(is_unsubscribed) as unsubscribed,
  count_if(is_complained) as complained
from messages
where flow is not null
  and arrived_at is not null
  and date_diff('day', sent_on, (select from_date from asked))
    between 1 and (select least(90, date_diff('day', from_date, to_date) + 1) from asked)
group by flow, step
order by flow, step
