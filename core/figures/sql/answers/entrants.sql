-- People who entered a flow in the period by their first entry, and how many of those whose 30 days are over ordered within them.
with first_of_each as (
  select person, flow, min(occurred_at) as entered_at
  from facts
  where kind in ('enrolled', 'assigned')
    and flow is not null
    and local_date between (select from_date from asked) and (select to_date from asked)
    and ((select segment from asked) is null or person in (select person from members))
  group by person, flow
),
watched as (
  select
    e.flow,
    e.person,
    e.entered_at + interval '30' day <= (select as_of from asked) as is_over,
    max(if(o.occurred_at <= e.entered_at + interval '30' day, 1, 0)) as has_ordered
  from first_of_each e
  left join orders o on o.person = e.person and o.occurred_at > e.entered_at
  group by e.flow, e.person, e.entered_at
)
select
  flow,
  count(*) as people,
  count_if(is_over) as watched,
  count_if(is_over and has_ordered = 1) as ordered
from watched
group by flow
order by flow
