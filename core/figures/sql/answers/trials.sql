-- People per variant, and what those bought whose 30 days are over.
select
  flow,
  step,
  variant,
  count(*) as assigned,
  count_if(is_over) as people,
  count_if(is_over and has_ordered) as ordered,
  cast(coalesce(sum(net) filter (where is_over), 0) as bigint) as net,
  cast(coalesce(sum(credited) filter (where is_over), 0) as bigint) as credited,
  coalesce(sum(cast(credited as double) * credited) filter (where is_over), 0e0) as credited_squares
from trial_people
group by flow, step, variant
order by flow, step, variant
