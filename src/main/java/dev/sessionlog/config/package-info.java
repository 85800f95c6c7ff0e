/**
 * The configuration: read once from a TOML file, checked completely, and then immutable. Users need
 * {@link dev.sessionlog.config.Configuration}, which they get from a {@link
 * dev.sessionlog.config.ConfigurationSource}, and {@link
 * dev.sessionlog.config.ConfigurationException}, which has one line for each mistake.
 */
@NullMarked
package dev.sessionlog.config;

import org.jspecify.annotations.NullMarked;
