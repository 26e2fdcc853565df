-- Revenue of the period per flow and step: by the last message that arrived, and by the last human click. Each order counts once per column.
with credited as (
  select flow, step, net as touched, 0 as clicked, 1 as orders from touches
  union all
  select flow, step, 0 as touched, net as clicked, 0 as orders from clicks
)
select
  flow,
  step,
  cast(sum(orders) as bigint) as orders,
  cast(sum(touched) as bigint) as touched,
  cast(sum(clicked) as bigint) as clicked
from credited
group by flow, step
order by flow, step
