-- Each order of the period with the last message that a human clicked within 5 days before it.
with near as (
  select
    o.order_ref,
    o.net,
    c.flow,
    c.step,
    c.message,
    row_number() over (partition by o.order_ref order by c.clicked_at desc, c.message) as place
  from period_orders o
  join human_clicks c
    on c.person = o.person
    and c.clicked_at <= o.occurred_at
    and c.clicked_at >= o.occurred_at - interval '5' day
)
select order_ref, net, flow, step, message
from near
where place = 1
