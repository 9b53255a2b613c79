/** The way to RabbitMQ or the embedded broker; nobody else knows the client. */
package dev.corkboard.service.amqp;
