-- Whom marketing may reach now, per channel: consent given last, and no goodbye or complaint since.
with said as (
  select
    person,
    channel,
    max_by(if(kind = 'consent', outcome, 'withdrawn'), occurred_at) as state
  from facts
  where (kind = 'consent' and coalesce(purpose, 'marketing') = 'marketing' and outcome in ('given', 'withdrawn'))
    or kind in ('unsubscribed', 'complained')
  group by person, channel
)
select person, channel
from said
where state = 'given'
  and ((select segment from asked) is null or person in (select person from members))
