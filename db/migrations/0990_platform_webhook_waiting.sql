-- The delivery that has waited longest for one receiver: asked after each that got through.
create index webhook_delivery_waiting on platform.webhook_delivery (webhook_id, next_attempt_at, id) where state = 'waiting';
