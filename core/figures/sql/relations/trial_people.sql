-- Each assigned person with what they bought within 30 days.
with bought as (
  select
    person,
    flow,
    step,
    cast(sum(net) as bigint) as net,
    cast(coalesce(sum(net) filter (where is_credited), 0) as bigint) as credited
  from trial_orders
  group by person, flow, step
)
select
  e.person,
  e.flow,
  e.step,
  e.variant,
  e.is_over,
  b.person is not null as has_ordered,
  coalesce(b.net, 0) as net,
  coalesce(b.credited, 0) as credited
from entries e
left join bought b on b.person = e.person and b.flow = e.flow and b.step = e.step
