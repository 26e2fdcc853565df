-- Every 90 days without an order whose 90th day lies in the period, with what ended it and the last win-back message in it.
with pairs as (
  select
    person,
    local_date as last_date,
    occurred_at as last_at,
    lead(local_date) over (partition by person order by occurred_at, order_ref) as next_date,
    lead(occurred_at) over (partition by person order by occurred_at, order_ref) as next_at
  from orders
),
silent as (
  select person, last_date, last_at, next_date, next_at
  from pairs
  where (next_date is null or date_diff('day', last_date, next_date) > 90)
    and date_diff('day', last_date, (select from_date from asked)) <= 90
    and date_diff('day', last_date, (select to_date from asked)) >= 90
    and date_diff('day', last_date, (select today from asked)) >= 90
),
invited as (
  select s.person, s.last_at, max(m.sent_on) as message_date
  from silent s
  join messages m
    on m.person = s.person
    and m.flow like '%win-back%'
    and m.arrived_at > s.last_at
    and (s.next_at is null or m.arrived_at < s.next_at)
  group by s.person, s.last_at
),
measured as (
  select
    s.person,
    s.last_date,
    s.next_date,
    s.next_at,
    i.message_date,
    case
      when i.message_date is null then date_diff('day', s.last_date, s.next_date) - 90
      else date_diff('day', i.message_date, s.next_date)
    end as days_to_return,
    case
      when i.message_date is null then date_diff('day', s.last_date, (select today from asked)) - 90
      else date_diff('day', i.message_date, (select today from asked))
    end as days_watched
  from silent s
  left join invited i on i.person = s.person and i.last_at = s.last_at
)
select
  person,
  last_date,
  next_date,
  next_at,
  message_date,
  message_date is not null as is_invited,
  coalesce(days_to_return <= 60, false) as is_back,
  days_watched > 60 as is_over
from measured
