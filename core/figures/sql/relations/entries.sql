-- Who was assigned to which variant of a flow (step '') or of a split in the period, by the first assignment of each person.
with assigned as (
  select
    coalesce(nullif(person, 'erased'), 'erased:' || enrollment) as person,
    flow,
    case when variant in ('treated', 'holdout') then '' else coalesce(step, '') end as step,
    variant,
    occurred_at
  from facts
  where kind = 'assigned'
    and local_date between (select from_date from asked) and (select to_date from asked)
    and ((select segment from asked) is null or person in (select person from members))
),
first_of_each as (
  select
    person,
    flow,
    step,
    min_by(variant, occurred_at) as variant,
    min(occurred_at) as entered_at
  from assigned
  group by person, flow, step
)
select
  person,
  flow,
  step,
  variant,
  entered_at,
  entered_at + interval '30' day <= (select as_of from asked) as is_over
from first_of_each
