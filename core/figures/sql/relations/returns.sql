-- The customers whose silence of the period ended in time, with their net revenue of 90 days from the return on.
with ended as (
  select silences.person, silences.next_date, silences.next_at, shop.currency, asked.today
  from silences
  cross join shop
  cross join asked
  where silences.is_back
)
select
  s.person,
  s.next_date as return_date,
  date_diff('day', s.next_date, s.today) >= 90 as is_over,
  cast(coalesce(sum(o.net), 0) as bigint) as net
from ended s
left join orders o
  on o.person = s.person
  and o.currency = s.currency
  and o.occurred_at >= s.next_at
  and date_diff('day', s.next_date, o.local_date) < 90
group by s.person, s.next_date, s.today
