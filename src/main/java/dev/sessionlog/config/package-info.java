/**
 * The configuration: read once from a TOML file, checked whole, and immutable from then on. Users
 * need {@link dev.sessionlog.config.Configuration}, which they get from a {@link
 * dev.sessionlog.config.ConfigurationSource}, and {@link
 * dev.sessionlog.config.ConfigurationException}, which says in one line each what is wrong.
 */
@NullMarked
package dev.sessionlog.config;

import org.jspecify.annotations.NullMarked;
