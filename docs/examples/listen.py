import json, os, pika, sqlite3

seen = sqlite3.connect("seen.db", isolation_level=None)  # remembers what we have dealt with
seen.execute("create table if not exists seen (id text primary key)")

def on_message(channel, method, properties, body):
    message = json.loads(body)
    known = seen.execute("select 1 from seen where id = ?", [message["message_id"]]).fetchone()
    if not known:
        print(message["user"]["username"], [task["name"] for task in message["tasks"]], flush=True)
        seen.execute("insert into seen values (?)", [message["message_id"]])  # only after the work is done
    channel.basic_ack(method.delivery_tag)

channel = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"])).channel()
channel.exchange_declare("corkboard.reminders", "topic", durable=True)
channel.queue_declare("listener-py", durable=True)  # it fills while we are away
channel.queue_bind("listener-py", "corkboard.reminders", "reminder.#")
channel.basic_qos(prefetch_count=10)
channel.basic_consume("listener-py", on_message)
channel.start_consuming()
