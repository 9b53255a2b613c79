import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.file.*;

public class Listen {
  public static void main(String[] arguments) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("RABBITMQ_URL"));
    var channel = factory.newConnection("listener").createChannel();
    channel.exchangeDeclare("corkboard.reminders", "topic", true);
    channel.queueDeclare("listener", true, false, false, null); // durable: it fills while we are away
    channel.queueBind("listener", "corkboard.reminders", "reminder.#");
    channel.basicQos(10);
    var seen = Files.createDirectories(Path.of("seen")); // remembers what we have dealt with
    channel.basicConsume("listener", false, (tag, delivery) -> {
      var message = new ObjectMapper().readTree(delivery.getBody());
      var known = seen.resolve(message.get("message_id").asText().replace('/', '_'));
      if (!Files.exists(known)) System.out.println(message.at("/user/username").asText() + " " + message.get("tasks"));
      Files.write(known, new byte[0]); // only after the work is done: a crash repeats it, and loses nothing
      channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }, tag -> System.exit(1));
  }
}
