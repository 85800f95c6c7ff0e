"""A client of S3 in a few lines, for what scripts need: it signs one request after the other."""

import base64
import datetime
import hashlib
import hmac
import http.client
import urllib.parse


class Refused(Exception):
    """The store answered with an error; its status is the first argument."""


class Store:
    """A store and who asks it; one connection, for one thread."""

    def __init__(self, endpoint, key, secret):
        self.host = urllib.parse.urlsplit(endpoint).netloc
        self.key = key
        self.secret = secret
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def call(self, method, path, body=b"", query=None, headers=None):
        """Returns the answer's body. The path begins with the bucket, without a slash."""
        path = "/" + urllib.parse.quote(path)
        asked = urllib.parse.urlencode(sorted((query or {}).items()), quote_via=urllib.parse.quote)
        digest = hashlib.sha256(body).hexdigest()
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        sent = {"host": self.host, "x-amz-content-sha256": digest, "x-amz-date": now}
        for name, value in (headers or {}).items():
            sent[name.lower()] = value
        if body:
            sent["content-md5"] = base64.b64encode(hashlib.md5(body).digest()).decode()
        names = ";".join(sorted(sent))
        canonical = "\n".join([method, path, asked, *(f"{name}:{sent[name]}" for name in sorted(sent)), "", names, digest])
        scope = f"{now[:8]}/us-east-1/s3/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        secret = ("AWS4" + self.secret).encode()
        for word in scope.split("/"):
            secret = hmac.new(secret, word.encode(), "sha256").digest()
        signature = hmac.new(secret, text.encode(), "sha256").hexdigest()
        sent["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.key}/{scope},SignedHeaders={names},Signature={signature}")
        del sent["host"]  # the connection says it
        self.connection.request(method, path + ("?" + asked if asked else ""), body, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise Refused(answer.status, f"{method} {path}: {answer.status} {content.decode(errors='replace')[:300]}")
        return content
