-- What is on its way to one receiver: asked before each try to a receiver that fails.
create index webhook_delivery_sending on platform.webhook_delivery (webhook_id) where state = 'sending';
