-- Enrollments of the period per flow, and how many of them were held out.
with told as (
  select
    enrollment,
    max(flow) as flow,
    count_if(kind = 'assigned' and variant = 'holdout') > 0 as is_held_out
  from facts
  where kind in ('enrolled', 'assigned')
    and flow is not null
    and local_date between (select from_date from asked) and (select to_date from asked)
    and ((select segment from asked) is null or person in (select person from members))
  group by enrollment
)
select flow, count(*) as entered, count_if(is_held_out) as held_out
from told
group by flow
order by flow
