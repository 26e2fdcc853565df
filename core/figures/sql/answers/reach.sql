-- People whom marketing may reach, per channel.
select channel, count(*) as people
from reachable
group by channel
order by channel
