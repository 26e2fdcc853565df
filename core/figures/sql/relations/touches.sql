-- Each order of the period with the last message that arrived within 5 days before it.
with near as (
  select
    o.order_ref,
    o.net,
    m.flow,
    m.step,
    m.message,
    row_number() over (partition by o.order_ref order by m.arrived_at desc, m.message) as place
  from period_orders o
  join messages m
    on m.person = o.person
    and m.flow is not null
    and m.arrived_at <= o.occurred_at
    and m.arrived_at >= o.occurred_at - interval '5' day
)
select order_ref, net, flow, step, message
from near
where place = 1
