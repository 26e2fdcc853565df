-- The customers whose silence of the period ended in time, with their net revenue of 90 days from the return on.
with after_return as (
  select
    s.person,
    s.next_date,
    case
      when o.occurred_at >= s.next_at
        and date_diff('day', s.next_date, o.local_date) < 90
        and o.currency = (select currency from shop)
      then o.net
      else 0
    end as net
  from silences s
  join orders o on o.person = s.person
  where s.is_back
)
select
  person,
  next_date as return_date,
  date_diff('day', next_date, (select today from asked)) >= 90 as is_over,
  cast(sum(net) as bigint) as net
from after_return
group by person, next_date
