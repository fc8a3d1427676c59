"""Holds a conversation about a picture with the policy of a running actor, through OpenAI's own client.

    pip install openai
    ./factstream quickstart --set actor.http.port=8080          # in another terminal
    python console/src/test/python/talk.py PICTURE "How many things are there?" "And what is it?"

Every question is asked in one conversation; answers come piece by piece. At the end the first question is asked
again, whole and with the same seed, and must get the same answer as long as the policy version is the same.
"""

import argparse
import base64
import mimetypes
import sys

from openai import BadRequestError, OpenAI


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("picture")
    parser.add_argument("questions", nargs="+")
    parser.add_argument("--url", default="http://127.0.0.1:8080/v1")
    parser.add_argument("--token", default="none", help="as actor.http.token says")
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--max-tokens", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    client = OpenAI(base_url=options.url, api_key=options.token, max_retries=0)
    models = [model.id for model in client.models.list()]
    print("models:", ", ".join(models))
    newest = next((name for name in models if name.count("/") == 1), "base")  # a run's policy, in its newest version
    sampling = {"temperature": options.temperature, "max_tokens": options.max_tokens, "seed": options.seed}

    messages = []
    for number, question in enumerate(options.questions):
        content = [{"type": "text", "text": question}]
        if number == 0:
            content.append({"type": "image_url", "image_url": {"url": data_url(options.picture)}})
        messages.append({"role": "user", "content": content})
        print("\nuser:     ", question)
        print("assistant: ", end="", flush=True)
        answer, model, usage = "", "", None
        stream = client.chat.completions.create(
            model=newest, messages=messages, stream=True, stream_options={"include_usage": True}, **sampling
        )
        for chunk in stream:
            model, usage = chunk.model, chunk.usage or usage
            for choice in chunk.choices:
                answer += choice.delta.content or ""
                print(choice.delta.content or "", end="", flush=True)
        print(f"\n           [{model}, {usage.prompt_tokens} + {usage.completion_tokens} tokens]")
        messages.append({"role": "assistant", "content": answer})

    again = client.chat.completions.with_raw_response.create(model=newest, messages=messages[:1], **sampling)
    whole = again.parse()
    print("\nthe first question again, not streamed:", whole.choices[0].message.content)
    print(f"           [{whole.model}, header says version {again.headers['x-factstream-policy-version']}]")
    try:
        client.chat.completions.create(model=newest, messages=messages[:1], n=2)
        sys.exit("n=2 was not refused")
    except BadRequestError as refused:
        print("asked for two answers at once:", refused.status_code, refused.body["message"])


def data_url(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "image/png"
    with open(path, "rb") as file:
        return f"data:{kind};base64,{base64.b64encode(file.read()).decode()}"


if __name__ == "__main__":
    main()
